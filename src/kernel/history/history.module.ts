import { Global, Module } from '@nestjs/common';
import { RecordChanges } from './record-changes.js';
import { RecordHistory } from './record-history.js';
import { RestoreRecord } from './restore-record.js';

/** What became of records: their versions, what changed between two moments, and the way back. */
@Global()
@Module({
  providers: [RecordHistory, RecordChanges, RestoreRecord],
  exports: [RecordHistory, RecordChanges, RestoreRecord],
})
export class HistoryModule {}
