// The token simulation writes English without asking for a translation: its few texts are exchanged as they appear.
const THAI = {
  'Token Simulation': 'จำลองการเดินงาน',
  'Toggle Simulation Log': 'บันทึกการจำลอง',
  'Simulation Log': 'บันทึกการจำลอง',
  'Play/Pause Simulation': 'เล่นหรือหยุด',
  'Play Simulation': 'เล่นการจำลอง',
  'Pause Simulation': 'หยุดการจำลอง',
  'Reset Simulation': 'เริ่มใหม่',
  'Set Sequence Flow': 'เลือกเส้นทาง',
  'Trigger Event': 'ให้เหตุการณ์เกิด',
  'Add pause point': 'เพิ่มจุดหยุด',
  'Remove pause point': 'ลบจุดหยุด',
  'No Entries': 'ยังไม่มีรายการ',
  Finished: 'เสร็จสิ้น',
  Trigger: 'ให้เกิด',
  'User Task': 'งานของเจ้าหน้าที่',
  'Service Task': 'งานระบบอัตโนมัติ',
  'Exclusive Gateway': 'จุดตัดสินใจ (เลือกทางเดียว)',
  'Parallel Gateway': 'จุดแยกงานคู่ขนาน',
  'Event Based Gateway': 'จุดรอเหตุการณ์',
  'Start Event': 'เหตุการณ์เริ่มต้น',
  'End Event': 'เหตุการณ์สิ้นสุด',
  'Intermediate Event': 'เหตุการณ์ระหว่างทาง',
  'Boundary Event': 'เหตุการณ์ขอบงาน',
  'Select a process instance': 'เลือกเรื่องที่จำลอง',
};
const STARTS = {
  'Process started': 'เริ่มกระบวนการ',
  'Process finished': 'จบกระบวนการ',
  'Process canceled': 'ยกเลิกกระบวนการ',
  'Found unsupported elements': 'มีองค์ประกอบที่จำลองไม่ได้',
  'Set animation speed': 'ความเร็ว',
  'Focus process instance': 'ดูเรื่อง',
};

export function translateSimulation(host) {
  const canvas = host.querySelector('.editor-canvas');
  swap(canvas);
  new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(swap)))
    .observe(canvas, { childList: true, subtree: true });
}

function swap(node) {
  if (node.nodeType === Node.TEXT_NODE) swapText(node);
  if (node.nodeType !== Node.ELEMENT_NODE || !(node.matches('[class*="bts-"]') || node.querySelector('[class*="bts-"]') || node.closest('[class*="bts-"]'))) return;
  for (const each of [node, ...node.querySelectorAll('*')]) {
    const said = inThai(each.getAttribute('title'));
    if (said) each.setAttribute('title', said);
    each.childNodes.forEach(child => child.nodeType === Node.TEXT_NODE && swapText(child));
  }
}

function swapText(node) {
  const found = inThai(node.data.trim());
  if (found) node.data = node.data.replace(node.data.trim(), found);
}

function inThai(text) {
  if (!text) return null;
  const start = Object.keys(STARTS).find(each => text.startsWith(each));
  return THAI[text] ?? (start ? STARTS[start] + text.slice(start.length) : null);
}
