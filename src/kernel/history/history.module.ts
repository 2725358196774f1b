import { Global, Module } from '@nestjs/common';
import { HistoryVerifier } from './history-verifier.js';
import { RecordChanges } from './record-changes.js';
import { RecordHistory } from './record-history.js';
import { RestoreRecord } from './restore-record.js';

/** What became of records: their versions, what changed between two moments, the way back; and whether all of it holds. */
@Global()
@Module({
  providers: [RecordHistory, RecordChanges, RestoreRecord, HistoryVerifier],
  exports: [RecordHistory, RecordChanges, RestoreRecord, HistoryVerifier],
})
export class HistoryModule {}
