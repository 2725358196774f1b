import { Module } from '@nestjs/common';
import { BoundedRead } from '../../kernel/database/bounded-read.js';
import { FactViews } from '../../kernel/lists/fact-views.js';
import { ReportResolver } from './graphql/report.resolver.js';
import { ReportGate } from './queries/report-gate.js';
import { ReportReader } from './queries/report-reader.js';

@Module({ providers: [BoundedRead, FactViews, ReportGate, ReportReader, ReportResolver] })
export class ReportingModule {}
