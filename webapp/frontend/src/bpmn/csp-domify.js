// Stands in for the package "domify". A strict style-src blocks style="..." in parsed HTML, while setting
// it through the CSSOM is allowed: the attribute is renamed before parsing and applied afterwards.
import domify from 'domify-original';

export default function domifyWithoutStyleAttributes(html, ownerDocument) {
  if (typeof html !== 'string' || !/\sstyle=/.test(html)) return domify(html, ownerDocument);
  const node = domify(html.replace(/\sstyle=/g, ' data-style='), ownerDocument);
  if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute('data-style')) applyStyle(node);
  node.querySelectorAll?.('[data-style]').forEach(applyStyle);
  return node;
}

function applyStyle(element) {
  element.style.cssText = element.getAttribute('data-style');
  element.removeAttribute('data-style');
}
