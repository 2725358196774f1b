import { Module } from '@nestjs/common';
import { FirstAdministrator } from './first-administrator.js';

/** What brings a company to life: its first administrator, and the sample company of the private database. */
@Module({ providers: [FirstAdministrator], exports: [FirstAdministrator] })
export class SetupModule {}
