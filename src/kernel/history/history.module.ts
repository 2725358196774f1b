import { Module } from '@nestjs/common';
import { HistoryVerifier } from './history-verifier.js';

/** Looking after the history of tracked records. */
@Module({ providers: [HistoryVerifier], exports: [HistoryVerifier] })
export class HistoryModule {}
