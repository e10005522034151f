namespace Amplify.Emulator;

/// <summary>The multipart uploads of one bucket that are under way.</summary>
internal sealed class UploadBook
{
}
