import { MongoClient } from 'mongodb';
export const rows = MongoClient;
