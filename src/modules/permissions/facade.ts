import { Injectable } from '@nestjs/common';
import type { GrantLevel, Viewer } from '../../kernel/access/viewer.js';
import type { Work } from '../../kernel/database/work.js';
import type { Locale } from '../../kernel/runtime/locale.js';
import { RecordGrant } from './domain/record-grant.js';
import { OrganisationFinder, type PersonView } from './queries/organisation-finder.js';
import { ViewerFinder } from './queries/viewer-finder.js';
import { CheckPower } from './use-cases/check-power.js';

/** One named access to a record, as the causing module gives it. */
export interface Grant {
  readonly kind: string;
  readonly recordId: string;
  readonly personId: string;
  readonly level: GrantLevel;
  readonly until?: Date | null;
  readonly cause: string;
  readonly causeId: string | null;
}

/** What other modules may ask of the organisation and of rights. */
@Injectable()
export class Permissions {
  constructor(
    private readonly viewers: ViewerFinder,
    private readonly organisation: OrganisationFinder,
    private readonly power: CheckPower,
  ) {}

  /** The person as asker with their rights of this moment; null when missing or disabled. */
  viewerOf(personId: string, sessionId: string, locale: Locale): Promise<Viewer | null> {
    return this.viewers.find(personId, sessionId, locale);
  }

  /** The people with these ids that exist, disabled ones too. */
  people(ids: readonly string[]): Promise<PersonView[]> {
    return this.organisation.people(ids);
  }

  /** Head of the department, or of the nearest one above that has a head; for a person the manager so many levels up (1: the direct one). */
  headOf(of: string | { readonly personId: string; readonly levels: number }): Promise<string | null> {
    return typeof of === 'string' ? this.organisation.headOf(of) : this.organisation.managerOf(of.personId, of.levels);
  }

  /** Call it before changing what somebody can do. Throws FORBIDDEN when the person holds more than the viewer. */
  checkPower(viewer: Viewer, personId: string): Promise<void> {
    return this.power.over(viewer, personId);
  }

  /** Active people who hold the role. */
  holdersOf(roleCode: string): Promise<string[]> {
    return this.organisation.holdersOf(roleCode);
  }

  /** Gives a person access to a record, in the causing transaction. */
  grant(work: Work, grant: Grant): void {
    work.add(Object.assign(new RecordGrant(), { until: null, spreads: false, ...grant }));
  }

  /** Takes back every grant of a cause. */
  async revoke(work: Work, cause: string, causeId: string): Promise<void> {
    for (const grant of await work.fetchWhere(RecordGrant, { cause, causeId })) work.remove(grant);
  }
}
