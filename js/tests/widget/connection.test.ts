// @vitest-environment jsdom
/** The connection to a kernel: JupyterLab's own, with its own delays, over a network that fails, in simulated time. */
import type { ServerConnection } from "@jupyterlab/services";
import { KernelConnection } from "@jupyterlab/services/lib/kernel/default";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, connectionTo } from "../../src/widget/connection";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const SECOND = 1_000;
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * SECOND);

/** What stands between a page and its server. */
class Network {
  isUp = true;
  /** Whether sockets get through, where requests do. */
  letsSockets = true;
  /** Whether the server, when it answers, knows the kernel. */
  knowsKernel = true;
  questions = 0;
  readonly sockets = new Set<Socket>();

  /** Every socket is closed, and nothing gets through. */
  cut(): void {
    this.isUp = false;
    this.cutSockets();
  }

  cutSockets(): void {
    for (const socket of [...this.sockets]) socket.close(1006);
  }

  readonly fetch = async (address: RequestInfo | URL): Promise<Response> => {
    const url = typeof address === "string" ? address : (address as Request).url;
    if (typeof address === "string") this.questions += 1; // JupyterLab makes a Request
    if (!url.endsWith("/api/kernels/one")) throw new Error(`nobody should ask for ${url}`);
    if (!this.isUp) throw new TypeError("Failed to fetch");
    if (!this.knowsKernel) return new Response("{}", { status: 404 });
    return new Response(JSON.stringify({ id: "one", name: "python3" }));
  };
}

class Socket {
  readonly protocol = "";
  readonly readyState = 0;
  binaryType = "";
  onopen: ((event: object) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  onmessage: ((event: object) => void) | null = null;

  constructor(readonly network: Network) {
    network.sockets.add(this);
    const opens = network.isUp && network.letsSockets && network.knowsKernel;
    setTimeout(() => (opens ? this.onopen?.({}) : this.close(1006)), 50);
  }

  send(): void {}

  close(code = 1000): void {
    if (this.network.sockets.delete(this)) this.onclose?.({ code });
  }
}

async function connected() {
  const network = new Network();
  const serverSettings = {
    baseUrl: "http://127.0.0.1/",
    wsUrl: "ws://127.0.0.1/",
    token: "",
    appendToken: false,
    init: {},
    fetch: function (this: unknown, address: RequestInfo | URL) {
      if (this) throw new TypeError("Illegal invocation"); // as the browser's own does
      return network.fetch(address);
    },
    Request,
    Headers,
    WebSocket: class {
      constructor() {
        // biome-ignore lint/correctness/noConstructorReturn: JupyterLab makes it by `new`, and it must know its network
        return new Socket(network);
      }
    },
    serializer: { serialize: () => "", deserialize: () => ({}) },
  } as unknown as ServerConnection.ISettings;
  const kernel = new KernelConnection({ model: { id: "one", name: "python3" }, serverSettings });
  kernel.requestKernelInfo = () => new Promise(() => {});
  await pass(1);
  expect(kernel.connectionStatus).toBe("connected");
  return { network, kernel };
}

async function watched() {
  const { network, kernel } = await connected();
  const connection = connectionTo(kernel)!;
  const news: boolean[] = [];
  const stop = connection.subscribe(() => news.push(connection.isOpen));
  return { network, kernel, connection, news, stop };
}

describe("after a cut", () => {
  it("of sockets JupyterLab alone gives up", async () => {
    const { network, kernel } = await connected();
    network.letsSockets = false;
    network.cutSockets();
    await pass(600);
    network.letsSockets = true;
    await pass(600);
    expect(kernel.connectionStatus).toBe("disconnected");
  });

  it.each([5, 30, 120, 600, 3_600])("of %d s the connection is open within five seconds", async (seconds) => {
    for (const luck of [0, 0.5, 0.999]) {
      vi.spyOn(Math, "random").mockReturnValue(luck);
      const { network, news, stop } = await watched();
      network.cut();
      await pass(seconds + luck);
      expect(news).toEqual(news.length ? [false] : []);
      network.isUp = true;
      await pass(5);
      expect(news.at(-1)).toBe(true);
      stop();
    }
  });

  it.each([5, 30, 120, 600])("of sockets only, for %d s, too", async (seconds) => {
    const { network, connection } = await watched();
    network.letsSockets = false;
    network.cutSockets();
    await pass(seconds);
    network.letsSockets = true;
    await pass(5);
    expect(connection.isOpen).toBe(true);
  });

  it("the server is asked no more once the connection is open", async () => {
    const { network } = await watched();
    network.cut();
    await pass(30);
    network.isUp = true;
    await pass(5);
    const { questions } = network;
    await pass(600);
    expect(network.questions).toBe(questions);
  });

  it("the page's `online` is enough of a sign", async () => {
    const { network, connection } = await watched();
    network.cut();
    await pass(30.1);
    network.isUp = true;
    window.dispatchEvent(new Event("online"));
    await pass(0.1);
    expect(connection.isOpen).toBe(true);
  });
});

describe("a connection that went silent", () => {
  it("is opened again when messages went unanswered and the server had been out of reach", async () => {
    const { network, kernel, connection, news } = await watched();
    const first = [...network.sockets];
    network.isUp = false; // nobody is told
    connection.doubt();
    await pass(60);
    expect(kernel.connectionStatus).toBe("connected");
    network.isUp = true;
    await pass(5);
    expect(news).toEqual([false, true]);
    expect([...network.sockets]).not.toEqual(first);
  });

  it("is left alone where the server answers: its kernel is busy", async () => {
    const { network, connection, news } = await watched();
    for (let count = 0; count < 10; count++) {
      connection.doubt();
      await pass(10);
    }
    expect(network.questions).toBe(10);
    expect(news).toEqual([]);
  });
});

it("a kernel that went with its server is gone within five seconds of the next server", async () => {
  const { network, connection } = await watched();
  network.cut();
  await pass(120);
  Object.assign(network, { isUp: true, knowsKernel: false });
  await pass(5);
  expect(connection.state).toBe("gone");
  const { questions } = network;
  await pass(60);
  expect(network.questions).toBeLessThanOrEqual(questions + 1);
});

it("a connection that is opened for the first time is left to JupyterLab", async () => {
  const { network, kernel } = await connected();
  network.cut();
  const questions = network.questions;
  const fresh = new Connection(kernel);
  const stop = fresh.subscribe(() => {});
  await pass(60);
  expect(network.questions).toBe(questions);
  stop();
});

it("is one for all maps of a kernel, and watches nothing once they are closed", async () => {
  const { network, kernel, connection, stop } = await watched();
  expect(connectionTo(kernel)).toBe(connection);
  const end = connection.subscribe(() => {});
  network.cut();
  await pass(10);
  stop();
  await pass(10);
  const { questions } = network;
  end();
  await pass(60);
  expect(network.questions).toBeLessThanOrEqual(questions + 1);
});

it.each([undefined, null, {}])("watches nothing where a front end shows no kernel: %s", (kernel) => {
  expect(connectionTo(kernel)).toBeNull();
});
