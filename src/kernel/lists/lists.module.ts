import { Global, Module } from '@nestjs/common';
import { ListReader } from './list-reader.js';
import { VisibleRecords } from './visible-records.js';

/** Reading of lists for every module. */
@Global()
@Module({ providers: [ListReader, VisibleRecords], exports: [ListReader, VisibleRecords] })
export class ListsModule {}
