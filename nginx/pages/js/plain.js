// A page that only says something.
import { speak } from './say.js';

speak();
