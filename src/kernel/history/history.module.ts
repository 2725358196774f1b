import { Global, Module } from '@nestjs/common';
import { HistoryThinning } from './history-thinning.js';
import { HistoryVerifier } from './history-verifier.js';
import { RecordChanges } from './record-changes.js';
import { RecordHistory } from './record-history.js';
import { RestoreRecord } from './restore-record.js';

/** What became of records: their versions, what changed between two moments, the way back; whether all of it holds, and how much is kept. */
@Global()
@Module({
  providers: [RecordHistory, RecordChanges, RestoreRecord, HistoryVerifier, HistoryThinning],
  exports: [RecordHistory, RecordChanges, RestoreRecord, HistoryVerifier],
})
export class HistoryModule {}
