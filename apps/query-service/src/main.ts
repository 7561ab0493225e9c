// The service that answers questions, over Kafka and MongoDB; any number of them share the work.
import { serveRole } from '../../standalone/src/serve-role.js';

await serveRole('query');
