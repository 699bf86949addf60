/** Makes the schema library say what is wrong in words; without it every error reads "Invalid input". */
import en from 'zod/v4/locales/en.js';
import { config } from 'zod/mini';

config(en());
