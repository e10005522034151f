namespace Amplify.Sessions;

/// <summary>A session document and the version it was read in.</summary>
internal sealed class StoredSession(SessionDocument document, string eTag)
{
    public SessionDocument Document => document;

    public string ETag => eTag;
}
