/** GET /v1/session: who asks, and what may be written here. The one seam where logins and roles enter. */
import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DEPENDENCIES, type ApiDependencies } from '../dependencies.js';
import { ActorHeader, Answers } from '../openapi/answers.js';
import { personOf } from '../reprocessing/person.js';
import type { RequestHeaders } from '../writes/answer-write.js';

interface Session {
  readonly person: string;
  readonly mayWrite: boolean;
  readonly fourEyes: boolean;
  readonly environment: string | null;
}

@ApiTags('operations')
@Controller('v1/session')
export class SessionController {
  private readonly dependencies: ApiDependencies;

  constructor(@Inject(DEPENDENCIES) dependencies: ApiDependencies) {
    this.dependencies = dependencies;
  }

  @Get()
  @ActorHeader
  @Answers({ id: 'readSession', summary: 'Who asks, and what may be written here', schema: 'Session', problems: ['INVALID_REQUEST'] })
  read(@Headers() headers: RequestHeaders): Session {
    const { actor, writes, environment } = this.dependencies;
    const fourEyes = writes?.rolesAreOn === true;
    const named = headers['x-accrual-actor'];
    return {
      // Where roles are on, whoever is not named is nobody: what they write is refused.
      person: personOf(named, fourEyes ? '' : actor, false),
      mayWrite: writes !== undefined,
      fourEyes,
      environment: environment ?? null,
    };
  }
}
