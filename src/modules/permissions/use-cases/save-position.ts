import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { UnitOfWork } from '../../../kernel/database/unit-of-work.js';
import { meetAt } from '../domain/organisation-guard.js';
import { PositionInUse } from '../domain/permission-errors.js';
import { Position } from '../domain/position.js';

/** A new position. */
export interface NewPosition {
  readonly name: string;
  readonly idempotencyKey?: string | null;
}

/** A position that its editor saw in that version. */
export interface SeenPosition {
  readonly positionId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey?: string | null;
}

/** Adds, renames and deletes positions 岗位. */
@Injectable()
export class SavePosition {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
  ) {}

  create(viewer: Viewer, input: NewPosition): Promise<{ positionId: string }> {
    const { name, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'position.create', idempotencyKey, input }, (work) =>
      Promise.resolve({ positionId: work.add(Object.assign(new Position(), { name })).id }),
    );
  }

  rename(viewer: Viewer, input: SeenPosition & NewPosition): Promise<{ positionId: string }> {
    const { positionId, expectedVersion, name, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'position.edit', idempotencyKey, input }, async (work) => {
      const position = await work.fetch(Position, positionId, { verb: 'edit', expectedVersion });
      position.name = name;
      work.save(position);
      return { positionId };
    });
  }

  /** Throws POSITION_IN_USE. */
  remove(viewer: Viewer, input: SeenPosition): Promise<{ positionId: string }> {
    const { positionId, expectedVersion, idempotencyKey } = input;
    return this.unitOfWork.run({ actor: viewer, action: 'position.delete', idempotencyKey, input }, async (work) => {
      const position = await work.fetch(Position, positionId, { verb: 'delete', expectedVersion });
      await meetAt(work, position.id);
      const used = await this.database.one(
        'SELECT id FROM person WHERE position_id = ? AND deleted_at IS NULL LIMIT 1',
        [position.id],
      );
      if (used) throw new PositionInUse();
      work.remove(position);
      return { positionId };
    });
  }
}
