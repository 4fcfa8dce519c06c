import { keywords } from '../python/identifiers';
import { helpers } from './helpers';

/** Names from Python and its imports that the program uses. */
const used =
  'torch nn F Tensor Model preprocess init_weights super self cls outputs dict int float str bool tuple list range min max sum x';

/** What every `nn.Module` has: an attribute of the same name would break it. */
const ofModules =
  'T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda device double dump_patches dtype eval ' +
  'extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia ' +
  'named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer ' +
  'register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook ' +
  'register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter ' +
  'register_state_dict_post_hook register_state_dict_pre_hook regularization requires_grad_ reset_parameters set_extra_state ' +
  'set_submodule share_memory state_dict to to_empty train training type xpu zero_grad';

/** Words that no variable or parameter can have as its name. */
export const reservedWords: ReadonlySet<string> = new Set([...keywords, ...used.split(' '), ...Object.keys(helpers)]);

/** What functions that go through the modules of a model take for tensors. */
const ofTensors = 'weight bias';

/** Words that no attribute of a module can have as its name. */
export const reservedAttributes: ReadonlySet<string> = new Set([
  ...keywords,
  ...ofModules.split(' '),
  ...ofTensors.split(' '),
]);

/** The list that loops and conditions of `__init__` fill. */
export const LAYERS = 'layers';

/** Words that no parameter or variable of `__init__` can have as its name. */
export const reservedLocals: ReadonlySet<string> = new Set([...reservedWords, LAYERS]);
