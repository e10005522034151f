namespace Amplify.Sessions;

/// <summary>A renewed document that replaces what it was renewed from as soon as the store takes it.</summary>
internal sealed class UnsavedDocument(SessionDocument document, StoredSession replaces)
{
    public SessionDocument Document => document;

    public StoredSession Replaces => replaces;
}
