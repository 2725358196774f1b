import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../../kernel/access/viewer.js';
import { Database } from '../../../kernel/database/database.js';
import { OrganisationFinder, type PersonView } from './organisation-finder.js';
import { ViewerFinder } from './viewer-finder.js';

const NO_SESSION = '0';
const ADMINISTRATOR = 'administrator';
/** Looks up who could take records over. */
@Injectable()
export class TakerFinder {
  constructor(
    private readonly database: Database,
    private readonly organisation: OrganisationFinder,
    private readonly viewers: ViewerFinder,
  ) {}

  /** The person with their rights; null when missing or disabled. */
  async candidate(personId: string): Promise<{ person: PersonView; viewer: Viewer } | null> {
    const [person] = await this.organisation.people([personId]);
    const viewer = person?.active ? await this.viewers.find(personId, NO_SESSION, 'zh-CN') : null;
    return person && viewer ? { person, viewer } : null;
  }

  /** Heads of the department and of those above it, the nearest first. */
  async headsFrom(departmentId: string): Promise<string[]> {
    const rows = await this.database.rows<{ head_id: string }>(
      `SELECT up.head_id FROM department d JOIN department up ON d.path LIKE CONCAT(up.path, '%')
       WHERE d.id = ? AND up.head_id IS NOT NULL AND up.deleted_at IS NULL ORDER BY LENGTH(up.path) DESC`,
      [departmentId],
    );
    return rows.map((row) => row.head_id);
  }

  /** Active people whose main department it is. */
  async membersOf(departmentId: string): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      'SELECT id FROM person WHERE department_id = ? AND active = 1 AND deleted_at IS NULL ORDER BY id',
      [departmentId],
    );
    return rows.map(({ id }) => id);
  }

  /** Active people who report to the person, directly or over others. */
  async teamOf(leaderId: string): Promise<string[]> {
    const { teamIds } = await this.organisation.standing(leaderId);
    const team = await this.organisation.people(teamIds);
    return team.filter(({ active }) => active).map(({ id }) => id);
  }

  administrators(): Promise<string[]> {
    return this.organisation.holdersOf(ADMINISTRATOR);
  }

  /** People whose own hand-over runs: nobody gives them anything more. */
  async leaving(): Promise<Set<string>> {
    const rows = await this.database.rows<{ person_id: string }>(
      "SELECT person_id FROM handover WHERE state = 'RUNNING' AND deleted_at IS NULL",
    );
    return new Set(rows.map((row) => row.person_id));
  }
}
