import type { Draw } from './draw.js';
import { AGO, AHEAD } from './draw-roles.js';
import { type Row, rowsOf } from './rows.js';

const STATES = ['PENDING', 'APPROVED', 'REJECTED'];
const MOST_APPLICATIONS = 6;

/** Applications for an account: undecided ones, placed or not, and decided ones, some of which have become people. */
export function drawApplications(draw: Draw): void {
  const { chance } = draw;
  for (let i = chance.between(1, MOST_APPLICATIONS); i > 0; i--) {
    const state = chance.pick(STATES);
    draw.add('AccountApplication', {
      name: `申请人${draw.name()}`,
      email: `a${i}@example.com`,
      phone: chance.maybe(50, () => `1360000${1000 + i}`),
      department_wish: chance.maybe(50, () => '销售部'),
      grounds: '需要账号',
      address: null,
      department_id: draw.any('Department').id,
      state,
      placement: chance.maybe(50, () => placement(draw, i)),
      person_id: state === 'APPROVED' ? draw.any('Person').id : null,
      token_hash: '0'.repeat(64),
      created_by: chance.maybe(40, () => draw.any('Person').id),
    });
  }
}

function placement(draw: Draw, place: number): object {
  const { chance } = draw;
  return {
    ...{ login: `a${place}`, type: 'STAFF', level: 1, departmentId: draw.any('Department').id },
    positionId: chance.maybe(50, () => draw.any('Position').id),
    managerId: chance.maybe(50, () => draw.any('Person').id),
    roleIds: chance.some(rowsOf(draw.world, 'Role'), 2).map(({ id }) => id),
  };
}

/** For everybody a session by which they ask; for some more that are open, have ended or have run out. */
export function drawSessions(draw: Draw): void {
  const { chance, world } = draw;
  for (const person of rowsOf(world, 'Person')) {
    world.sessions.push(sessionOf(draw, person, AHEAD, null));
    for (let more = chance.below(3); more > 0; more--)
      world.sessions.push(
        sessionOf(
          draw,
          person,
          chance.pick([AHEAD, AHEAD, AGO]),
          chance.maybe(75, () => AGO),
        ),
      );
  }
}

function sessionOf(draw: Draw, person: Row, expiresAt: string, endedAt: string | null): Row {
  const values = draw.record(0);
  return {
    ...values,
    person_id: person.id,
    refresh_hash: values.id.padStart(64, '0'),
    expires_at: expiresAt,
    ended_at: endedAt,
    address: draw.chance.maybe(50, () => '10.0.0.1'),
    client: draw.chance.maybe(50, () => 'browser'),
    last_used_at: draw.chance.maybe(50, () => draw.moment()),
  };
}
