import { typeOfAction } from '../world/kinds.js';
import { AUDITED_BEFORE } from '../world/draw-audit.js';
import { type Row, rowsOf } from '../world/rows.js';
import type { Comparison } from './comparison.js';
import { type Drawing, drawFilter } from './draw-arguments.js';
import { entries, Selection } from './draw-selection.js';
import { readPages, rootField } from './read-lists.js';

type Filter = Record<string, unknown>;

const PAGES = [2, 5, 20];

/** The trail of records that the asker sees, does not see, and whose kind nobody reads; and the whole audit, which takes scope ALL. */
export async function readAudit(comparison: Comparison, drawing: Drawing): Promise<void> {
  const { chance, world } = drawing;
  const all = rowsOf(world, 'AuditEntry');
  const { sight } = comparison.asked;
  const seen = (entry: Row): boolean => {
    const type = typeOfAction(String(entry['kind']));
    return type !== null && sight.sees(type, entry['record_id']);
  };
  const chosen = [
    ...chance.some(all.filter(seen), 2),
    ...chance.some(
      all.filter((entry) => !seen(entry)),
      2,
    ),
  ];
  for (const entry of chosen) {
    const named = { kind: { eq: entry['kind'] }, recordId: { eq: entry['record_id'] } };
    await readTrail(comparison, drawing, named);
  }
  await readTrail(comparison, drawing, {});
}

/** What the product itself writes while it is asked is younger, and so left out. */
async function readTrail(comparison: Comparison, drawing: Drawing, named: Filter): Promise<void> {
  const selection = new Selection(drawing, false);
  const field = rootField(drawing, 'auditTrail');
  const inner = selection.record('AuditEntry', 0);
  const orders = selection.arguments(
    'Query.auditTrail',
    field,
    'AuditEntry',
    selection.pageSize('Query.auditTrail', PAGES),
    ['orderBy'],
  );
  // Not deep: it stands one level below what narrows the trail.
  const drawn = drawing.chance.percent(60) ? drawFilter(drawing, 'Query.auditTrail', 'AuditEntry', false) : null;
  const filter = { ...named, at: { lte: AUDITED_BEFORE }, ...(drawn ? { and: [drawn] } : {}) };
  const after = selection.variable('String', null);
  const given = `${orders}, filter: ${selection.variable('AuditEntryFilter', filter)}, after: ${after}`;
  const document = `query${selection.declared} { auditTrail(${given}) { ${entries(inner)} } }`;
  await readPages(comparison, document, selection.variables, after.slice(1), 'auditTrail');
}
