import { Global, Module } from '@nestjs/common';
import { CalendarTable } from './calendar-table.js';
import { CompanyCalendar } from './company-calendar.js';
import { HealthCheck } from './health-check.js';
import { HealthController } from './health.controller.js';
import { Housekeeping } from './housekeeping.js';
import { MetricsSources } from './metrics-sources.js';
import { MetricsController } from './metrics.controller.js';

/** The company's calendar, and what whoever runs the server asks: health, metrics, housekeeping. */
@Global()
@Module({
  providers: [CalendarTable, CompanyCalendar, HealthCheck, MetricsSources, Housekeeping],
  controllers: [HealthController, MetricsController],
  exports: [CompanyCalendar],
})
export class OperationsModule {}
