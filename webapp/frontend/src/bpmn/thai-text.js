// Thai has no spaces between words, and diagram-js cuts long "words" anywhere, even between a consonant and
// its vowel mark. Lines are broken at dictionary words instead, where the browser knows them (Intl.Segmenter).
import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';

const words = typeof Intl !== 'undefined' && Intl.Segmenter ? new Intl.Segmenter('th', { granularity: 'word' }) : null;
const NEVER_FIRST = /^[\sๆฯ,.;:!?)\]}%”’/-]/;
const THAI = /[\u0E00-\u0E7F]/;
let pen;

export function wrapThai(text, width, style) {
  if (!words || !text || !width || !THAI.test(text)) return text;
  const measure = rulerFor(style);
  return text.split(/\r?\n/).map(line => wrapLine(line, width, measure)).join('\n');
}

function rulerFor(style) {
  pen ||= document.createElement('canvas').getContext('2d');
  const size = typeof style.fontSize === 'number' ? `${style.fontSize}px` : style.fontSize || '12px';
  pen.font = `${style.fontWeight || 'normal'} ${size} ${style.fontFamily || 'sans-serif'}`;
  return text => pen.measureText(text).width;
}

function wrapLine(line, width, measure) {
  if (measure(line) <= width) return line;
  const lines = [];
  let current = '';
  for (const { segment } of words.segment(line)) {
    if (current && !NEVER_FIRST.test(segment) && measure((current + segment).trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = segment.trimStart();
    } else {
      current += segment;
    }
  }
  if (current) lines.push(current.trimEnd());
  return lines.join('\n');
}

function ThaiTextRenderer(config) {
  TextRenderer.call(this, config);
  const { createText, getExternalLabelBounds, getTextAnnotationBounds, getDimensions } = this;
  const padding = p => (p && typeof p === 'object' ? (p.left || 0) + (p.right || 0) : 2 * (p || 0));
  const wrapped = (text, options = {}) => wrapThai(
    text,
    (options.box?.width ?? 150) - padding(options.padding),
    { ...this.getDefaultStyle(), ...options.style },
  );
  this.createText = (text, options) => createText(wrapped(text, options), options);
  this.getDimensions = (text, options) => getDimensions(wrapped(text, options), options);
  this.getExternalLabelBounds = (bounds, text) =>
    getExternalLabelBounds(bounds, wrapThai(text, Math.max(bounds.width, 90), this.getExternalStyle()));
  this.getTextAnnotationBounds = (bounds, text) =>
    getTextAnnotationBounds(bounds, wrapThai(text, bounds.width - 10, this.getDefaultStyle()));
}
ThaiTextRenderer.$inject = ['config.textRenderer'];

export default { textRenderer: ['type', ThaiTextRenderer] };
