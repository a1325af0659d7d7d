// Bundles every entry, copies fonts, makes the icon sprite, and writes manifest.json (name -> hashed file)
// and licenses.json (what is really bundled). Usage: node build.mjs <output directory>
import * as esbuild from 'esbuild';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const finished = path.resolve(process.argv[2] ?? path.join(here, '../static/build'));
// Built beside and then swapped in, so that a server never sees half a build.
const out = `${finished}.new`;
const manifest = {};

// A strict style-src blocks style="..." in parsed HTML, which bpmn-js uses; see src/bpmn/csp-domify.js.
// Icons handed over as raw SVG get presentation attributes instead; the code editors are never shown.
const STYLED_ICONS = /(AlignElementsIcons|DistributeElementsIcons|ColorPopupProvider)\.js$/;
const styleAttributes = {
  name: 'style-attributes',
  setup(build) {
    build.onResolve({ filter: /^domify$/ }, () => ({ path: path.join(here, 'src/bpmn/csp-domify.js') }));
    const original = path.join(here, 'node_modules/domify/index.js');
    build.onResolve({ filter: /^domify-original$/ }, () => ({ path: original }));
    const unused = path.join(here, 'src/bpmn/stubs/code-editor.js');
    build.onResolve({ filter: /^@bpmn-io\/(feel-editor|feelers-editor)$/ }, () => ({ path: unused }));
    build.onLoad({ filter: STYLED_ICONS }, async ({ path: icons }) => ({
      contents: (await fs.promises.readFile(icons, 'utf8')).replace(/\bstyle="([^"$]*)"/g, asAttributes),
      loader: 'js',
    }));
  },
};

function asAttributes(_whole, css) {
  const parts = css.split(';').filter(Boolean).map(each => each.split(/:(.*)/).map(part => part.trim()));
  return parts.map(([name, value]) => `${name}="${value}"`).join(' ');
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
const metafile = await bundle();
listBundles(metafile.outputs);
writeSprite();
writeJson('licenses.json', licences(metafile.inputs));
writeJson('manifest.json', manifest);
compress();
fs.rmSync(finished, { recursive: true, force: true });
fs.renameSync(out, finished);

async function bundle() {
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: {
      app: 'src/app.js',
      viewer: 'src/viewer.js',
      compare: 'src/compare.js',
      modeler: 'src/modeler.js',
      theme: 'src/styles/theme.css',
      print: 'src/styles/print.css',
    },
    bundle: true, splitting: true, format: 'esm', minify: true, metafile: true, outdir: out,
    target: ['chrome87', 'firefox91', 'safari15'],
    entryNames: '[name]-[hash]', chunkNames: 'chunk-[name]-[hash]', assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'dataurl' },
    charset: 'utf8', legalComments: 'linked', logLevel: 'warning',
    plugins: [styleAttributes],
  });
  return result.metafile;
}

function listBundles(outputs) {
  for (const [file, output] of Object.entries(outputs)) {
    const name = path.basename(file);
    const plain = name.replace(/-[A-Z0-9]{8}(\.\w+)$/, '$1');
    if (output.entryPoint || name.endsWith('.woff2')) manifest[plain] = name;
    if (output.cssBundle) manifest[plain.replace(/\.js$/, '.css')] = path.basename(output.cssBundle);
  }
}

function writeSprite() {
  const names = fs.readFileSync(path.join(here, 'src/icons.txt'), 'utf8').trim().split(/\s+/);
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join('')}</svg>`;
  const hash = crypto.createHash('sha256').update(sprite).digest('hex').slice(0, 8).toUpperCase();
  manifest['icons.svg'] = `icons-${hash}.svg`;
  fs.writeFileSync(path.join(out, manifest['icons.svg']), sprite);
}

function symbol(name) {
  const svg = fs.readFileSync(path.join(here, `node_modules/bootstrap-icons/icons/${name}.svg`), 'utf8');
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').trim();
  return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${inner}</symbol>`;
}

function licences(inputs) {
  // The icons reach the sprite without passing through the bundler.
  const names = new Set(['bootstrap-icons']);
  for (const input of Object.keys(inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) names.add(found[1]);
  }
  return Object.fromEntries([...names].sort().map(name => {
    const { version, license } = JSON.parse(fs.readFileSync(path.join(here, 'node_modules', name, 'package.json')));
    return [name, { version, license }];
  }));
}

function writeJson(name, content) {
  fs.writeFileSync(path.join(out, name), `${JSON.stringify(content, null, 1)}\n`);
}

// Copies for WhiteNoise, so that no web server has to compress.
function compress() {
  const best = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
  for (const name of fs.readdirSync(out).filter(each => /\.(js|css|svg)$/.test(each))) {
    const content = fs.readFileSync(path.join(out, name));
    if (content.length < 1024) continue;
    fs.writeFileSync(path.join(out, `${name}.gz`), zlib.gzipSync(content, { level: 9 }));
    fs.writeFileSync(path.join(out, `${name}.br`), zlib.brotliCompressSync(content, best));
  }
}
