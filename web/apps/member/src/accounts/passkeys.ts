/** Passkeys: what the server asks, what the browser answers. Its helper comes when somebody uses one. */
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  type Me,
  type Passkey,
  type PasskeyAsked,
  proveWithPasskey,
  signInWithPasskey,
} from "@tonghao/api";
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

const helper = () => import("@simplewebauthn/browser");

/** Whether this browser knows passkeys at all. */
export const canUsePasskeys = typeof PublicKeyCredential !== "undefined";

/** The person closed the browser's own window, or it took too long. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError");
}

/** What the browser answers to a challenge, for a request that carries it along. */
export async function showPasskey(asked: PasskeyAsked): Promise<{ challenge_id: string; credential: Record<string, unknown> }> {
  const { startAuthentication } = await helper();
  // The contract says only that it is an object: the browser's own standard says what is in it.
  const optionsJSON = asked.options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const credential = await startAuthentication({ optionsJSON });
  return { challenge_id: asked.challenge_id, credential: { ...credential } };
}

/** Sign in with a passkey of this device; `ticket` when a password came first. */
export async function enterWithPasskey(ticket: string | null): Promise<Me> {
  const answer = await showPasskey(await beginPasskeySignIn({ body: { ticket } }));
  return signInWithPasskey({ body: { ...answer, ticket } });
}

export async function proveByPasskey(): Promise<void> {
  const answer = await showPasskey(await beginPasskey({ body: { purpose: "prove" } }));
  await proveWithPasskey({ body: answer });
}

/** Make a passkey on this device and tell the server. */
export async function makePasskey(name: string): Promise<Passkey> {
  const asked = await beginPasskey({ body: { purpose: "register" } });
  const { startRegistration } = await helper();
  const optionsJSON = asked.options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const credential = await startRegistration({ optionsJSON });
  return addPasskey({ body: { challenge_id: asked.challenge_id, credential: { ...credential }, name } });
}
