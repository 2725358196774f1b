import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { Person } from '../domain/person.js';
import { PersonDisabled } from '../domain/permission-events.js';
import { CheckPower } from './check-power.js';

/** Disables somebody whose things have been handed over. */
@Injectable()
export class DisableLeaver {
  constructor(private readonly power: CheckPower) {}

  /** False when they are disabled already. Throws LAST_ADMINISTRATOR. */
  async execute(work: Work, personId: string): Promise<boolean> {
    const person = await work.fetchUnscoped(Person, personId);
    if (!person?.active) return false;
    const administered = await this.power.administers(person);
    person.active = false;
    work.save(person);
    work.record(PersonDisabled, personId, { login: person.login });
    if (administered) await this.power.administratorLeft(work, 'disable');
    return true;
  }
}
