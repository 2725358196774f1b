import { Global, Module } from '@nestjs/common';
import { ListReader } from './list-reader.js';
import { PlacedRecords } from './placed-records.js';
import { VisibleRecords } from './visible-records.js';

/** Reading of lists for every module. */
@Global()
@Module({
  providers: [ListReader, VisibleRecords, PlacedRecords],
  exports: [ListReader, VisibleRecords, PlacedRecords],
})
export class ListsModule {}
