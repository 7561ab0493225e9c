import { Kafka } from 'kafkajs';
export const broker = Kafka;
