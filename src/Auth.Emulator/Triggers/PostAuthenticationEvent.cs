namespace Amplify.Emulator;

/// <summary>A sign-in succeeded (<c>PostAuthentication_Authentication</c>); the tokens are about to be made.</summary>
public sealed class PostAuthenticationEvent : TriggerEvent;
