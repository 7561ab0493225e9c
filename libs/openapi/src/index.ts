// What routes and their fields say of themselves for the OpenAPI document: the decorators of @nestjs/swagger, kept until the
// document is asked for. Most processes are never asked; to load that package and what it needs would take a sixth of a start.
import type * as swagger from '@nestjs/swagger';

export type { ApiPropertyOptions, OpenAPIObject } from '@nestjs/swagger';

type Swagger = typeof swagger;

const kept: ((swagger: Swagger) => void)[] = [];

/** Loads @nestjs/swagger and applies what was kept, in the order in which it was said. */
export async function documented(): Promise<Swagger> {
  const loaded = await import('@nestjs/swagger');
  for (const apply of kept.splice(0)) apply(loaded);
  return loaded;
}

type Decorator = (...place: unknown[]) => void;

/** The decorator of that name, as it is declared there. */
function later<Name extends keyof Swagger>(name: Name): Swagger[Name] {
  const keep =
    (...given: unknown[]): Decorator =>
    (...place) => {
      kept.push((swagger) =>
        (swagger[name] as (...given: unknown[]) => Decorator)(...given)(...place),
      );
    };
  // It takes what the original takes and hands all of it on.
  return keep as Swagger[Name];
}

export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiExtension = later('ApiExtension');
export const ApiHeader = later('ApiHeader');
export const ApiOkResponse = later('ApiOkResponse');
export const ApiOperation = later('ApiOperation');
export const ApiProduces = later('ApiProduces');
export const ApiProperty = later('ApiProperty');
export const ApiPropertyOptional = later('ApiPropertyOptional');
export const ApiQuery = later('ApiQuery');
export const ApiResponse = later('ApiResponse');
export const ApiTags = later('ApiTags');
