import { Global, Module } from '@nestjs/common';
import { AskedMoments } from './asked-moments.js';
import { BranchSizes } from './branch-sizes.js';
import { ListReader } from './list-reader.js';
import { PlacedRecords } from './placed-records.js';
import { SearchEverything } from './search-everything.js';
import { VisibleRecords } from './visible-records.js';

/** Reading of lists for every module. */
@Global()
@Module({
  providers: [AskedMoments, BranchSizes, ListReader, SearchEverything, VisibleRecords, PlacedRecords],
  exports: [AskedMoments, ListReader, SearchEverything, VisibleRecords, PlacedRecords],
})
export class ListsModule {}
