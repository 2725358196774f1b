import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Work } from '../../../kernel/database/work.js';
import { AccountLink, LINK_DAYS, type LinkPurpose } from '../domain/account-link.js';
import { AccessTokens } from '../queries/access-tokens.js';

const DAY_MS = 86_400_000;

/** Makes links and finds them again by their token; a new link of a person takes the place of those before. */
@Injectable()
export class GiveLink {
  constructor(private readonly tokens: AccessTokens) {}

  /** The token of a link or an application: made from its id with our key, so that a repeated call gives the same one. */
  tokenOf(id: string): string {
    return this.tokens.seal('link', id);
  }

  hashOf(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  /** `token`: one that its owner has already; else the link's own. */
  async execute(work: Work, personId: string, purpose: LinkPurpose, tokenHash?: string): Promise<AccountLink> {
    await this.takeBack(work, personId);
    const id = work.nextId();
    return work.add(
      Object.assign(new AccountLink(), {
        ...{ id, personId, purpose, usedAt: null },
        tokenHash: tokenHash ?? this.hashOf(this.tokenOf(id)),
        expiresAt: new Date(work.at.getTime() + LINK_DAYS * DAY_MS),
      }),
    );
  }

  /** The open link of the token; null when there is none. */
  async find(work: Work, token: string, purpose: LinkPurpose): Promise<AccountLink | null> {
    const [link] = await work.fetchWhere(AccountLink, { tokenHash: this.hashOf(token), purpose });
    return link?.isOpen(work.at) ? link : null;
  }

  use(work: Work, link: AccountLink): void {
    link.usedAt = work.at;
    work.save(link);
  }

  /** Closes every open link of the person; what they were for. */
  async takeBack(work: Work, personId: string): Promise<LinkPurpose[]> {
    const open = (await work.fetchWhere(AccountLink, { personId, usedAt: null })).filter((link) =>
      link.isOpen(work.at),
    );
    for (const link of open) {
      link.close();
      work.save(link);
    }
    return open.map(({ purpose }) => purpose);
  }
}
