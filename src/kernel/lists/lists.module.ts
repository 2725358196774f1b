import { Global, Module } from '@nestjs/common';
import { BranchSizes } from './branch-sizes.js';
import { ListReader } from './list-reader.js';
import { PlacedRecords } from './placed-records.js';
import { VisibleRecords } from './visible-records.js';

/** Reading of lists for every module. */
@Global()
@Module({
  providers: [BranchSizes, ListReader, VisibleRecords, PlacedRecords],
  exports: [ListReader, VisibleRecords, PlacedRecords],
})
export class ListsModule {}
