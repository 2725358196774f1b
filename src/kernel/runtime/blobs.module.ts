import { Global, Module } from '@nestjs/common';
import { Blobs } from './blobs.js';

/** Files for everyone, through one port. */
@Global()
@Module({ providers: [Blobs], exports: [Blobs] })
export class BlobsModule {}
