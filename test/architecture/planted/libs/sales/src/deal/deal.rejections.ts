import { IsString } from 'class-validator';
export const rejections = IsString;
