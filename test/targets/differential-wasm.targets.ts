import { describeRandomNets } from './random-nets';

describeRandomNets('wasm', 150);
