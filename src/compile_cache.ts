// Imported first: Node 22.8 and newer keep compiled code between runs; older ones compile it again.
import * as nodeModule from 'node:module';

(nodeModule as { readonly enableCompileCache?: () => void }).enableCompileCache?.();
