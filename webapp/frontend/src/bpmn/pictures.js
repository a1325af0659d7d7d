// The drawing as a file that looks right anywhere: the letters travel inside it.
const SHARPNESS = 2;
const LARGEST = 8000; // what browsers draw onto a canvas without silently giving nothing

export async function withFonts(svg, addresses) {
  const faces = await Promise.all(addresses.map(face));
  return svg.replace(/(<svg[^>]*>)/, `$1<defs><style>${faces.join('')}</style></defs>`);
}

async function face({ url, weight, range }) {
  const answer = await fetch(url);
  if (!answer.ok) return '';
  const data = await asDataUrl(await answer.blob());
  return `@font-face{font-family:Sarabun;font-weight:${weight};unicode-range:${range};src:url(${data}) format("woff2")}`;
}

function asDataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

export async function picture(svg) {
  const image = new Image();
  image.src = await asDataUrl(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const scale = Math.min(SHARPNESS, LARGEST / image.width, LARGEST / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(image.width * scale);
  canvas.height = Math.ceil(image.height * scale);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
}
