namespace Amplify.Emulator;

/// <summary>An account was confirmed (<c>PostConfirmation_ConfirmSignUp</c>) or a forgotten password replaced (<c>PostConfirmation_ConfirmForgotPassword</c>). It has happened already.</summary>
public sealed class PostConfirmationEvent : TriggerEvent;
