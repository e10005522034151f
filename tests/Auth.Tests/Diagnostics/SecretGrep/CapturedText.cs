namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>A text that left the engine.</summary>
internal sealed class CapturedText(Channel channel, string where, string text)
{
    public Channel Channel => channel;

    public string Where => where;

    public string Text => text;

    public override string ToString() => $"{channel} ({where}): {text}";
}
