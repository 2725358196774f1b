import { defineEnum } from '../runtime/labels.js';

/** How a record stands to a list at two moments. */
export type ListChange = 'CAME' | 'WENT' | 'CHANGED';

/** The same for the schema. */
export const LIST_CHANGES = defineEnum('ListChange', 'How a record stands to a list at two moments.', {
  CAME: { zh: '新进入', en: 'It is in the list at the later moment only: new, or it meets the filter now' },
  WENT: { zh: '已离开', en: 'It is in the list at the earlier moment only' },
  CHANGED: { zh: '有变化', en: 'It is in the list at both, in another version' },
});
