import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { ResourceError, StageError } from '../text/errors.ts';
import { type Embeddings, embeddingsOf } from './embeddings.ts';
import { damaged, type Manifest, type ModelFolder, readModelFolder } from './folder.ts';
import { type Vocabulary, vocabularyOf } from './word-pieces.ts';

export type Half = 'encoder' | 'arguments';

/** Inputs by name, each with its shape. */
export type Inputs = Readonly<Record<string, readonly [Float32Array | BigInt64Array, readonly number[]]>>;
export type Outputs = Readonly<Record<string, Float32Array>>;

/** A model's two halves, loaded and ready to run. */
export interface Session {
  readonly manifest: Manifest;
  readonly vocabulary: Vocabulary;
  readonly embeddings: Embeddings;
  /** Runs one half. A call is done before another begins, so texts that are read at the same time take turns. */
  readonly run: (half: Half, inputs: Inputs) => Promise<Outputs>;
}

export interface SessionOptions {
  /** Threads inside one call, 1 unless given: several processes with one thread each get more done. */
  readonly threads?: number;
}

/** @throws ResourceError `model/missing`, `model/damaged`, `model/runtime` */
export async function openSession(folder: string, options: SessionOptions = {}): Promise<Session> {
  const files = await readModelFolder(folder);
  const { manifest } = files;
  const lines = files.vocabulary.toString('utf8').replace(/\n$/, '').split('\n');
  const vocabulary = vocabularyOf(lines, manifest.special.unknown);
  const embeddings = embeddingsOf(files.embeddings, vocabulary.size, manifest.hidden);
  if (!embeddings) throw damaged(`${folder}/embeddings.bin`, 'does not fit the vocabulary');
  return { manifest, vocabulary, embeddings, run: await runner(folder, files, options.threads ?? 1) };
}

async function runner(folder: string, files: ModelFolder, threads: number): Promise<Session['run']> {
  const runtime = await loadRuntime();
  const open = async (half: Half): Promise<InferenceSession> => {
    const settings = { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 } as const;
    try {
      return await runtime.InferenceSession.create(files[half], settings);
    } catch (cause) {
      throw damaged(`${folder}/${half}.onnx`, 'is no network that can be run', cause);
    }
  };
  const halves = { encoder: await open('encoder'), arguments: await open('arguments') };
  return async (half, inputs) => {
    const feeds: Record<string, Tensor> = {};
    for (const [name, [data, shape]] of Object.entries(inputs)) {
      feeds[name] =
        data instanceof Float32Array
          ? new runtime.Tensor('float32', data, shape)
          : new runtime.Tensor('int64', data, shape);
    }
    const outputs: Record<string, Float32Array> = {};
    for (const [name, tensor] of Object.entries(await halves[half].run(feeds))) {
      if (!(tensor.data instanceof Float32Array)) {
        throw new StageError(
          'model/output',
          `${folder}/${half}.onnx gives ${tensor.type} for ${name}, not float32.`,
        );
      }
      outputs[name] = tensor.data;
    }
    return outputs;
  };
}

/** Loaded only with a model: commands that read nothing start faster, and run where the runtime has no build. */
async function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new ResourceError(
      'model/runtime',
      `onnxruntime-node cannot be loaded on ${process.platform} ${process.arch}. Install the package again on this machine.`,
      { cause },
    );
  }
}
