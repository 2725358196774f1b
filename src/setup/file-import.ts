import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../kernel/access/viewer.js';
import { Customers, type ImportAccount } from '../modules/customers/index.js';
import { Permissions } from '../modules/permissions/index.js';
import { AccountRefused, Administrators } from './administrators.js';

export type { ImportAccount } from '../modules/customers/index.js';

/** A file to import, and as whom. */
export interface FileOrder {
  readonly path: string;
  readonly kind: 'CUSTOMERS' | 'CONTACTS';
  readonly dryRun: boolean;
  /** Login of the person whose rights count. */
  readonly as: string;
}

const NO_SESSION = '0';

/** Imports a file from the machine with the rights of a person. */
@Injectable()
export class FileImport {
  constructor(
    private readonly customers: Customers,
    private readonly permissions: Permissions,
    private readonly administrators: Administrators,
  ) {}

  /** Starts the import and looks after it to its end, whichever process works on it; `tell` hears how far it is. Throws AccountRefused, BlobTooLarge, and what reading the file throws. */
  async execute({ path, kind, dryRun, as }: FileOrder, tell: (account: ImportAccount) => void): Promise<ImportAccount> {
    const viewer = await this.viewerOf(as);
    const bytes = createReadStream(path) as AsyncIterable<Buffer>;
    const importId = await this.customers.startImport(viewer, { bytes, kind, dryRun });
    return this.customers.finishImport(viewer, importId, tell);
  }

  private async viewerOf(login: string): Promise<Viewer> {
    const viewer = await this.permissions.viewerOf(await this.administrators.requirePerson(login), NO_SESSION, 'en');
    if (!viewer?.scopes.has('customer.import'))
      throw new AccountRefused(`${login} may not import customers. ${login} 没有导入客户的权限。`);
    return viewer;
  }
}
