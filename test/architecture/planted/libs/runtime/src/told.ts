import { ApiTags } from '@nestjs/swagger';
export const told = ApiTags;
