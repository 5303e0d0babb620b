// The demo is for reading, not for running: the packages that it imports need not be installed.
declare module "axios" {
  interface AxiosError extends Error {
    response?: { status: number; headers: Record<string, string>; data: any };
  }
  interface Axios {
    create(config: { baseURL: string }): Axios;
    get(url: string, config?: object): Promise<{ data: any }>;
    post(url: string, body?: object): Promise<{ data: any }>;
    isAxiosError(error: unknown): error is AxiosError;
  }
  const axios: Axios;
  export default axios;
}

declare module "ky" {
  export class HTTPError extends Error {
    response: Response;
  }
  interface Ky {
    create(options: { prefixUrl: string }): Ky;
    post(url: string, options?: { json: object }): { json(): Promise<unknown> };
  }
  const ky: Ky;
  export default ky;
}
