/** The module of the API: controllers, the handlers on the buses, and what is handed in. */
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { DEFAULT_LIMITS, DEPENDENCIES, LIMITS, type ApiDependencies, type ApiLimits } from './dependencies.js';
import { ProblemFilter } from './http/problem-filter.js';
import { ROUTES, type RouteTable } from './http/unknown-route.js';
import { LIFECYCLE, type Lifecycle } from './operations/lifecycle.js';
import { METRICS, type Metrics } from './operations/metrics.js';
import { PROBES, type OperationsProbes } from './operations/probes.js';
import { OperationsController } from './operations/operations.controller.js';
import { ReadHandler } from './readings.js';
import { CalculateController } from './reads/calculate.controller.js';
import { AuditController } from './reads/audit.controller.js';
import { FundReadingsController } from './reads/funds.controller.js';
import { FundPolicyController } from './reads/fund-policy.controller.js';
import { GridController } from './reads/grid.controller.js';
import { JournalController } from './reads/journal.controller.js';
import { ParticipantReadingsController } from './reads/participants.controller.js';
import { StandingController } from './reads/standing.controller.js';
import { EmployerCorrectionsController } from './reads/employer-corrections.controller.js';
import { EmployersController } from './reads/employers.controller.js';
import { FundLiabilitiesController } from './reads/fund-liabilities.controller.js';
import { SuppositionsController } from './reads/suppositions.controller.js';
import { SweepsController } from './reads/sweeps.controller.js';
import { SubjectReadingsController } from './reads/subjects.controller.js';
import { TrialBalanceController } from './reads/trial-balance.controller.js';
import { REPROCESSING_HANDLERS } from './reprocessing/commands.js';
import { ReprocessingReadingsController } from './reprocessing/readings.controller.js';
import { ReprocessingController } from './reprocessing/reprocessing.controller.js';
import { RunHandler } from './invoicing/commands.js';
import { InvoicingController } from './invoicing/invoicing.controller.js';
import { PremiumLinesController } from './reads/premium-lines.controller.js';
import { SessionController } from './session/session.controller.js';
import { StudiesController } from './studies/studies.controller.js';
import { ChangesController } from './writes/changes.controller.js';
import { PortfolioSlots } from './http/portfolio-work.js';
import { WriteHandler } from './writes/commands.js';
import { FanOutController, FanOutHandler } from './writes/fan-out.controller.js';
import { TransferReadingsController } from './transfers/readings.controller.js';
import { TransfersController } from './transfers/transfers.controller.js';
import { CashFlowsController } from './writes/cash-flows.controller.js';
import { FactsController } from './writes/facts.controller.js';
import { WritesController } from './writes/writes.controller.js';

interface ApiParts {
  readonly dependencies: ApiDependencies;
  readonly metrics: Metrics;
  readonly probes: OperationsProbes;
  readonly lifecycle: Lifecycle;
  readonly routes: RouteTable;
}

@Module({})
export class ApiModule {
  static with({ dependencies, metrics, probes, lifecycle, routes }: ApiParts): DynamicModule {
    const limits: ApiLimits = { ...DEFAULT_LIMITS, ...dependencies.limits };
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot(), ...(dependencies.modules ?? [])],
      controllers: [
        ParticipantReadingsController,
        SubjectReadingsController,
        SuppositionsController,
        GridController,
        FundReadingsController,
        FundPolicyController,
        EmployersController,
        EmployerCorrectionsController,
        PremiumLinesController,
        JournalController,
        CalculateController,
        OperationsController,
        SessionController,
        ...(dependencies.standing === undefined ? [] : [StandingController]),
        ...(dependencies.trialBalance === undefined ? [] : [TrialBalanceController]),
        ...(dependencies.portfolio === undefined ? [] : [FundLiabilitiesController, SweepsController]),
        ...(dependencies.audit === undefined ? [] : [AuditController]),
        ...(dependencies.transfers === undefined ? [] : [TransferReadingsController]),
        ...(dependencies.transfers === undefined || dependencies.writes === undefined ? [] : [TransfersController]),
        ...(dependencies.writes === undefined
          ? []
          : [FactsController, WritesController, ChangesController, CashFlowsController, FanOutController]),
        ...(dependencies.writes?.invoicing === undefined ? [] : [InvoicingController]),
        ...(dependencies.writes?.studies === undefined ? [] : [StudiesController]),
        ...(dependencies.writes?.reprocessing === undefined ? [] : [ReprocessingController, ReprocessingReadingsController]),
      ],
      providers: [
        { provide: DEPENDENCIES, useValue: dependencies },
        { provide: LIMITS, useValue: limits },
        PortfolioSlots,
        { provide: METRICS, useValue: metrics },
        { provide: PROBES, useValue: probes },
        { provide: LIFECYCLE, useValue: lifecycle },
        { provide: ROUTES, useValue: routes },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ReadHandler,
        ...(dependencies.writes === undefined ? [] : [WriteHandler, FanOutHandler]),
        ...(dependencies.writes?.invoicing === undefined ? [] : [RunHandler]),
        ...(dependencies.writes?.reprocessing === undefined ? [] : REPROCESSING_HANDLERS),
      ],
    };
  }
}
