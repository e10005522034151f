namespace Amplify.Sessions;

/// <summary>A document that replaces a certain version in the store as soon as the store takes it.</summary>
internal sealed class UnsavedDocument(SessionDocument document, string replaces)
{
    public SessionDocument Document => document;

    public string Replaces => replaces;
}
