import { describe, expect, test } from '@jest/globals';
import { type PlacedVersion, thinned } from './thin-versions.js';

const MONTH = { beginsAt: new Date('2024-03-01T00:00:00Z'), endsAt: new Date('2024-04-01T00:00:00Z') };
const OPEN = '9999-12-31T00:00:00Z';

/** Versions from these moments on, each with its owner; the last one is open. */
function life(...begun: readonly (readonly [from: string, ownerId: string])[]): PlacedVersion[] {
  return begun.map(([from, owner_id], index) => ({
    ...{ id: '1', version: index + 1, owner_id },
    valid_from: new Date(from),
    valid_to: new Date(begun[index + 1]?.[0] ?? OPEN),
  }));
}

/** Numbers of the versions that go, and [version, new end] of those that hold longer. */
function outcome(
  versions: readonly PlacedVersion[],
  moved: readonly Date[] = [],
): { gone: number[]; longer: [number, string][] } {
  const steps = thinned(versions, MONTH, ['owner_id'], moved);
  const longer = new Map(steps.map(({ kept, gone }) => [kept.version, gone.valid_to.toISOString()]));
  return { gone: steps.map(({ gone }) => gone.version), longer: [...longer] };
}

describe('the month’s end can do without', () => {
  test('versions that came and went within the month; the one before holds instead', () => {
    const versions = life(['2024-02-10', 'a'], ['2024-03-05', 'a'], ['2024-03-09', 'a'], ['2024-03-20', 'a']);
    expect(outcome(versions)).toEqual({ gone: [2, 3], longer: [[1, '2024-03-20T00:00:00.000Z']] });
  });

  test('nothing that held in its last millisecond, or in that of the month before', () => {
    const last = '2024-03-31T23:59:59.999Z';
    expect(
      outcome(life(['2024-02-10', 'a'], ['2024-03-05', 'a'], [last, 'a'], ['2024-04-01T00:00:00Z', 'a'])).gone,
    ).toEqual([2]);
    expect(outcome(life(['2024-02-29T23:59:59.999Z', 'a'], ['2024-03-05', 'a'])).gone).toEqual([]);
  });

  test('no first version, even of a record that was made in the month', () => {
    expect(outcome(life(['2024-03-02', 'a'], ['2024-03-05', 'a'], ['2024-03-09', 'a'])).gone).toEqual([2]);
  });

  test('no version that somebody else came to own, though what they changed afterwards', () => {
    const versions = life(
      ['2024-02-10', 'a'],
      ['2024-03-05', 'b'],
      ['2024-03-09', 'b'],
      ['2024-03-12', 'a'],
      ['2024-03-20', 'a'],
    );
    expect(outcome(versions)).toEqual({ gone: [3], longer: [[2, '2024-03-12T00:00:00.000Z']] });
  });

  test('no version during which the record above moved, and those on either side', () => {
    const versions = life(['2024-02-10', 'a'], ['2024-03-05', 'a'], ['2024-03-09', 'a'], ['2024-03-20', 'a']);
    expect(outcome(versions, [new Date('2024-03-05'), new Date('2024-03-20')]).gone).toEqual([3]);
    expect(outcome(versions, [new Date('2024-03-19T23:59:59.999Z')]).gone).toEqual([2]);
  });

  test('nothing beside a gap, which is a fault and stays one', () => {
    const [first, second, third] = life(['2024-02-10', 'a'], ['2024-03-05', 'a'], ['2024-03-09', 'a']);
    const early = { ...first!, valid_to: new Date('2024-03-04T00:00:00Z') };
    expect(outcome([early, second!, third!])).toEqual({ gone: [], longer: [] });
  });

  test('nothing a second time', () => {
    const versions = life(['2024-02-10', 'a'], ['2024-03-05', 'a'], ['2024-03-20', 'a']);
    const [step] = thinned(versions, MONTH, ['owner_id']);
    const left = [{ ...step!.kept, valid_to: step!.gone.valid_to }, versions[2]!];
    expect(outcome(left)).toEqual({ gone: [], longer: [] });
  });
});
