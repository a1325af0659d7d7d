// A block of cells as a spreadsheet copies it: taken whole, or not at all with the reason.
const NUMBER = /^(\d{1,3}(,\d{3})+|\d+)$/;
const MOST = 2000;

// What people type and paste, made plain: Thai digits, invisible characters, odd spaces, long dashes.
export const plain = text => text
  .replace(/[๐-๙]/g, digit => String(digit.charCodeAt(0) - 0x0e50))
  .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
  .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
  .trim()
  .replace(/^[\u2010-\u2015\u2212]$/, '-')
  .replace(/^(\d{1,3}(?:,\d{3})+)$/, found => found.replaceAll(',', ''));

export function readBlock(text, room, width) {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/).map(line => line.split('\t').map(plain));
  const columns = Math.max(...lines.map(line => line.length));
  if (lines.length > room || columns > width) {
    return { fault: 'misfit', details: { rows: lines.length, columns } };
  }
  for (const [row, line] of lines.entries()) {
    for (const [column, value] of line.entries()) {
      if (value !== '' && value !== '-' && !(NUMBER.test(value) && Number(value) <= MOST)) {
        return { fault: 'unread', details: { row: row + 1, column: column + 1, text: value.slice(0, 30) } };
      }
    }
  }
  return { block: lines };
}
