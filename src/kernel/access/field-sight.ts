import { placesOfFields } from './protected-fields.js';

/** Table or fact view, or one `table.column` of it → the kinds whose `read` and `report` actions show it; kinds, lists and datasets say so when they are declared. */
const shownBy = new Map<string, Set<string>>();

/** Says that whoever reads the kind, or reports on it, meets the table, or the view, or that one column of it. */
export function showsRowsOf(kind: string, ...place: [table: string, column?: string]): void {
  const name = place.join('.');
  shownBy.set(name, (shownBy.get(name) ?? new Set()).add(kind));
}

/** Protected field → the actions that show it: `read` and `report` of every kind that holds the field, something computed from it, or a copy. */
export function actionsShowingFields(): ReadonlyMap<string, ReadonlySet<string>> {
  const actions = new Map<string, Set<string>>();
  for (const [place, fields] of placesOfFields())
    for (const field of fields) {
      const shown = actions.get(field) ?? new Set();
      actions.set(field, shown);
      for (const kind of kindsAt(place) ?? []) shown.add(`${kind}.read`).add(`${kind}.report`);
    }
  return actions;
}

/** Places of protected fields that no kind is known to show: there a rule might count for nobody. */
export function unshownPlaces(): string[] {
  return [...placesOfFields().keys()].filter((place) => !kindsAt(place));
}

/** What a view borrows is shown as the record that it comes from is, not as the view's own rows are. */
function kindsAt(place: string): ReadonlySet<string> | undefined {
  return shownBy.get(place) ?? shownBy.get(place.slice(0, place.indexOf('.')));
}
