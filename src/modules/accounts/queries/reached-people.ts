import { Injectable } from '@nestjs/common';
import { reachOf, readableKind } from '../../../kernel/access/readable.js';
import { scopeOf, type Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { isRecordId } from '../../../kernel/database/record-mapper.js';
import { NotFound } from '../../../kernel/runtime/domain-error.js';
import { Permissions } from '../../permissions/index.js';

/** Finds the people whose accounts somebody may manage. */
@Injectable()
export class ReachedPeople {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  /** A person whom each of the actions reaches and who holds no more than the viewer. Throws NOT_FOUND, FORBIDDEN. */
  async find(viewer: Viewer, personId: string, actions = ['account.edit']): Promise<{ login: string; name: string }> {
    const found = await Promise.all(actions.map((action) => this.reached(viewer, personId, action)));
    const [person] = found;
    if (!person || found.includes(null)) throw new NotFound();
    await this.permissions.checkPower(viewer, personId);
    return person;
  }

  private async reached(
    viewer: Viewer,
    personId: string,
    action: string,
  ): Promise<{ login: string; name: string } | null> {
    const kind = readableKind('person');
    if (!kind || !isRecordId(personId)) return null;
    const reach = reachOf(scopeOf(viewer, action), kind, 'p');
    return this.database.one<{ login: string; name: string }>(
      `SELECT p.login, p.name FROM person p WHERE p.id = ? AND p.deleted_at IS NULL AND ${reach.text}`,
      [personId, ...reach.params],
    );
  }
}
