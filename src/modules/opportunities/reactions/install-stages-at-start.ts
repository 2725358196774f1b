import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InstallStages } from '../use-cases/install-stages.js';

/** A company without stages gets the standard ones when the server starts, so that screens have something to show. */
@Injectable()
export class InstallStagesAtStart implements OnApplicationBootstrap {
  constructor(private readonly installation: InstallStages) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.installation.ensure();
  }
}
