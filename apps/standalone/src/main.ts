// Everything in one process, or as much of it as the environment asks for.
import { serveRole } from './serve-role.js';

await serveRole();
